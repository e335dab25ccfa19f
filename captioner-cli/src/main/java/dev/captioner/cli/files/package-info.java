/** Files and folders that the arguments of several commands name. */
@NullMarked
package dev.captioner.cli.files;

import org.jspecify.annotations.NullMarked;
