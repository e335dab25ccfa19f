/** Marks what is not part of the library's API. */
@NullMarked
package dev.captioner.api;

import org.jspecify.annotations.NullMarked;
