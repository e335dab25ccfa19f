/** The REST service. */
@NullMarked
package dev.captioner.web;

import org.jspecify.annotations.NullMarked;
