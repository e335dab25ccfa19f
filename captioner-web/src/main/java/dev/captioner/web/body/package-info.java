/** Receives request bodies within limits of size, time and memory, without a thread per slow client. */
@NullMarked
package dev.captioner.web.body;

import org.jspecify.annotations.NullMarked;
