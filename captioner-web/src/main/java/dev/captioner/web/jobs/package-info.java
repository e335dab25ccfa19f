/** Jobs: many photos, captioned while the service has no other requests, stored on disk and resumed after a restart. */
@NullMarked
package dev.captioner.web.jobs;

import org.jspecify.annotations.NullMarked;
