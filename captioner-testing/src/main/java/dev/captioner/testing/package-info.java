/** Test fixtures that need no code of the project. */
@NullMarked
package dev.captioner.testing;

import org.jspecify.annotations.NullMarked;
