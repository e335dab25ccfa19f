/** Tokeniser, vocabulary, files of captions and of questions, kinds of questions. */
@NullMarked
package dev.captioner.text;

import org.jspecify.annotations.NullMarked;
