/** Text files of users: encodings, lines, tables, captions and questions. Tokeniser, vocabulary, kinds of questions. */
@NullMarked
package dev.captioner.text;

import org.jspecify.annotations.NullMarked;
