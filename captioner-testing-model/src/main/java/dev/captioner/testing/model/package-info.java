/** A small model for tests. */
@NullMarked
package dev.captioner.testing.model;

import org.jspecify.annotations.NullMarked;
