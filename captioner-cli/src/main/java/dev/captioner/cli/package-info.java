/** The command line. */
@NullMarked
package dev.captioner.cli;

import org.jspecify.annotations.NullMarked;
