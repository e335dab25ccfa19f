package dev.captioner.train.questions;

/** That a caption's subject is in, on or at something. */
record Location(NounPhrase subject, NounPhrase place) {}
