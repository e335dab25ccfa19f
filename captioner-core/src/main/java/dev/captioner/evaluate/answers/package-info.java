/** Judging answers to questions: accuracy, WUPS, calibration, baselines, agreement of rewordings, and reports. */
@NullMarked
package dev.captioner.evaluate.answers;

import org.jspecify.annotations.NullMarked;
