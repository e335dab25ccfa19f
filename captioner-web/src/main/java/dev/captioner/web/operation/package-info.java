/** What operators need: the request log, and reloading of a replaced model folder. */
@NullMarked
package dev.captioner.web.operation;

import org.jspecify.annotations.NullMarked;
