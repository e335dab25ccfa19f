package dev.captioner.cli.question;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.Reply;

/** The object that {@code ask --json} prints: the photo and all fields of the reply. */
record ReplyJson(String file, @JsonUnwrapped Reply reply) {}
