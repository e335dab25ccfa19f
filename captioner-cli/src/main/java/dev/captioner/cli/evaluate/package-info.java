/** The commands {@code evaluate} and {@code metrics}. */
@NullMarked
package dev.captioner.cli.evaluate;

import org.jspecify.annotations.NullMarked;
