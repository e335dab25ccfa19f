package dev.captioner.train.questions;

import java.util.Optional;

/**
 * What a caption says that somebody does.
 *
 * @param subject who
 * @param gerund the verb's form in -ing
 * @param preposition between verb and object; empty without one
 * @param object whom or what, if the caption says so
 */
record Action(NounPhrase subject, String gerund, String preposition, Optional<NounPhrase> object) {}
