/** The commands {@code caption} and {@code score}. */
@NullMarked
package dev.captioner.cli.caption;

import org.jspecify.annotations.NullMarked;
