package dev.captioner.train.questions;

/**
 * A question that a photo's captions answer.
 *
 * @param kind "color" for example
 * @param question ends with a question mark
 * @param answer as short as can be
 * @param support how many captions say so
 */
record QuestionCandidate(String kind, String question, String answer, int support) {}
