package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.Reply;
import dev.captioner.web.serving.Timings;

/**
 * The response of {@code POST /vqa}.
 *
 * @param reply as {@code captioner ask --json} prints it
 * @param truncated always false: answers come from a list
 * @param model the model that answered
 * @param timings time spent on each stage
 */
record AnswerResponse(@JsonUnwrapped Reply reply, boolean truncated, ModelName model, Timings timings) {}
