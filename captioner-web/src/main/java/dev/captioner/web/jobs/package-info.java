/** Jobs: many photos, captioned when nothing more urgent is to be done, and kept over restarts. */
@NullMarked
package dev.captioner.web.jobs;

import org.jspecify.annotations.NullMarked;
