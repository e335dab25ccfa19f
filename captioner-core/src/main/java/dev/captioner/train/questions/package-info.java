/** Questions with answers, made from captions by rules. */
@NullMarked
package dev.captioner.train.questions;

import org.jspecify.annotations.NullMarked;
