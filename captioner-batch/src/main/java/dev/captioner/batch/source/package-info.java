/** Sources of photos: names in order, then the bytes of each. */
@NullMarked
package dev.captioner.batch.source;

import org.jspecify.annotations.NullMarked;
