/** The model folder on disk, verified on load. */
@NullMarked
package dev.captioner.bundle;

import org.jspecify.annotations.NullMarked;
