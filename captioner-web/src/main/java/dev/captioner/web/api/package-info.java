/** The service's own REST API: one controller per path, the records that become its JSON, and the page. */
@NullMarked
package dev.captioner.web.api;

import org.jspecify.annotations.NullMarked;
