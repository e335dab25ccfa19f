/** The command {@code train}: captions and answers. */
@NullMarked
package dev.captioner.cli.train;

import org.jspecify.annotations.NullMarked;
