/** Publication and evaluation of models: what stands between a finished training and a model folder, and what checks one. */
@NullMarked
package dev.captioner.publish;

import org.jspecify.annotations.NullMarked;
