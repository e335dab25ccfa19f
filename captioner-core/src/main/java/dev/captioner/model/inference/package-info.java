/** The network in plain Java, forward only: what captions and answers are computed with. */
@NullMarked
package dev.captioner.model.inference;

import org.jspecify.annotations.NullMarked;
