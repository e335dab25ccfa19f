/** Internal: curves as SVG pictures, for reports. */
@Internal
@NullMarked
package dev.captioner.evaluate.chart;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
