/** The command {@code batch}. */
@NullMarked
package dev.captioner.cli.batch;

import org.jspecify.annotations.NullMarked;
