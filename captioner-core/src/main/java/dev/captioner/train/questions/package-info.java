/** Internal: questions with answers, made from captions by rules. */
@Internal
@NullMarked
package dev.captioner.train.questions;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
