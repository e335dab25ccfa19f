/** Curves as SVG pictures, for reports. */
@NullMarked
package dev.captioner.evaluate.chart;

import org.jspecify.annotations.NullMarked;
