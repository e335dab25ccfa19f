/** Options that several commands share. */
@NullMarked
package dev.captioner.cli.options;

import org.jspecify.annotations.NullMarked;
