package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.Reply;
import dev.captioner.web.serving.Timings;

/**
 * What {@code POST /vqa} answers.
 *
 * @param reply as {@code captioner ask --json} prints it
 * @param truncated whether an answer was cut off; never, for they come from lists
 * @param model that gave it
 * @param timings where the time went
 */
record AnswerResponse(@JsonUnwrapped Reply reply, boolean truncated, ModelName model, Timings timings) {}
