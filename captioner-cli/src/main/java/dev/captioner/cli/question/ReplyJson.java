package dev.captioner.cli.question;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.Reply;

/** What {@code ask --json} prints: the photo and all fields of the reply, one object. */
record ReplyJson(String file, @JsonUnwrapped Reply reply) {}
