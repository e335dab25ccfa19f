/** Standard output and standard error: results, messages, progress and JSON. */
@NullMarked
package dev.captioner.cli.console;

import org.jspecify.annotations.NullMarked;
