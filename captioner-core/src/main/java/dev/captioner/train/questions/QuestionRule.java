package dev.captioner.train.questions;

import java.util.List;

/** Makes questions of one kind about one photo. */
interface QuestionRule {
    /** Those that the captions answer without contradiction, in no particular order; at most one of the same words. */
    List<QuestionCandidate> questions(DescribedPhoto photo);
}
