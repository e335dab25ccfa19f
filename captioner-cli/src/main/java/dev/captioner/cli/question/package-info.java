/** The commands {@code ask} and {@code questions}. */
@NullMarked
package dev.captioner.cli.question;

import org.jspecify.annotations.NullMarked;
