/** The command {@code model}: show, verify and calibrate a model folder. */
@NullMarked
package dev.captioner.cli.model;

import org.jspecify.annotations.NullMarked;
