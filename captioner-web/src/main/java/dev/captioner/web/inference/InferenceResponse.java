package dev.captioner.web.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Timings;
import java.util.List;
import java.util.Optional;

/**
 * The response of {@code POST /v2/models/NAME/infer}, in the protocol's names. Binary tensor data follows the JSON.
 *
 * @param timings time spent on each stage
 */
record InferenceResponse(
        @JsonProperty("model_name") String model,
        @JsonProperty("model_version") String version,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> id,
        @JsonProperty("parameters") Timings timings,
        List<Output> outputs) {
    /** A tensor; its data is absent if it is binary. */
    record Output(
            String name,
            String datatype,
            List<Integer> shape,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Parameters> parameters,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<?>> data) {
        static Output of(OutputTensor tensor, boolean binary) {
            return new Output(
                    tensor.type().name(),
                    tensor.type().datatype(),
                    List.of(tensor.values().size()),
                    binary ? Optional.of(new Parameters(tensor.bytes().length)) : Optional.empty(),
                    binary ? Optional.empty() : Optional.of(tensor.values()));
        }
    }

    /** Parameters of a tensor with binary data. */
    record Parameters(@JsonProperty("binary_data_size") int size) {}

    static InferenceResponse of(
            ServedModel model, InferenceRequest asked, List<OutputTensor> outputs, Timings timings) {
        return new InferenceResponse(
                model.description().name(),
                model.description().version(),
                asked.id(),
                timings,
                outputs.stream()
                        .map(output -> Output.of(output, asked.isBinary(output)))
                        .toList());
    }
}
