/** The library as a REST service; docs/rest.md describes requests, answers and problems. */
@NullMarked
package dev.captioner.web;

import org.jspecify.annotations.NullMarked;
