/** Tokeniser and vocabulary. */
@NullMarked
package dev.captioner.text;

import org.jspecify.annotations.NullMarked;
