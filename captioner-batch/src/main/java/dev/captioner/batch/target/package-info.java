/** Output files, each a pure function of the rows. */
@NullMarked
package dev.captioner.batch.target;

import org.jspecify.annotations.NullMarked;
