/** Responses as server-sent events. */
@NullMarked
package dev.captioner.web.events;

import org.jspecify.annotations.NullMarked;
