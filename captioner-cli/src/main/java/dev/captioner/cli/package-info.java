/** The program: the root command, its help, and exit codes. */
@NullMarked
package dev.captioner.cli;

import org.jspecify.annotations.NullMarked;
