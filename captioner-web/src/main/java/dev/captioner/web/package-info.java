/** The REST service: starts it and wires its components. docs/rest.md describes its API. */
@NullMarked
package dev.captioner.web;

import org.jspecify.annotations.NullMarked;
