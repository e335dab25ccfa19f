/** What those who run the service see and do: logs, and models that are replaced while it runs. */
@NullMarked
package dev.captioner.web.operation;

import org.jspecify.annotations.NullMarked;
