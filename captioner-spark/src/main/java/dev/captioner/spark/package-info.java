/** Captioning on a cluster, as a Spark job. */
@NullMarked
package dev.captioner.spark;

import org.jspecify.annotations.NullMarked;
