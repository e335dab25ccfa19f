/** What a user of the library sees: the Captioner facade, captions and options. */
@NullMarked
package dev.captioner;

import org.jspecify.annotations.NullMarked;
