package dev.captioner.encode;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The part of oneDNN's C interface that is needed here, with its status codes as exceptions and its objects in scopes. */
final class OneDnn {
    private static final float CLIP = 6; // of ReLU6

    private OneDnn() {}

    /**
     * Loads the native library.
     *
     * @throws LinkageError when there is none for this system
     */
    static void load() {
        Loader.load(dnnl.class);
    }

    /** The one engine of the process; it lives as long as the process does. */
    private static final class Engine {
        static final dnnl_engine CPU = new dnnl_engine();

        static {
            check("engine", dnnl_engine_create(CPU, dnnl_cpu, 0));
        }
    }

    /** A stream, on which one thread at a time may execute primitives. */
    static dnnl_stream stream(NativeScope scope) {
        dnnl_stream stream = new dnnl_stream();
        check("stream", dnnl_stream_create(stream, Engine.CPU, dnnl_stream_default_flags));
        return scope.own(stream, s -> check("stream", dnnl_stream_destroy(s)));
    }

    /** The shape and layout of a tensor of floats. */
    static dnnl_memory_desc floats(NativeScope scope, int layout, long... shape) {
        dnnl_memory_desc descriptor = new dnnl_memory_desc();
        check("memory descriptor", dnnl_memory_desc_create_with_tag(descriptor, shape.length, shape, dnnl_f32, layout));
        return scope.own(descriptor, d -> check("memory descriptor", dnnl_memory_desc_destroy(d)));
    }

    /** A tensor over memory that belongs to someone else. */
    static dnnl_memory memory(NativeScope scope, dnnl_memory_desc descriptor, Pointer data) {
        dnnl_memory memory = new dnnl_memory();
        check("memory", dnnl_memory_create(memory, descriptor, Engine.CPU, data));
        return scope.own(memory, m -> check("memory", dnnl_memory_destroy(m)));
    }

    /** A convolution with its bias, residual sum and clipping; its scratch memory comes from the caller. */
    static dnnl_primitive_desc convolution(
            NativeScope scope,
            Convolution convolution,
            dnnl_memory_desc source,
            dnnl_memory_desc weights,
            dnnl_memory_desc bias,
            dnnl_memory_desc destination) {
        long stride = convolution.stride();
        long before = convolution.paddingBefore();
        long after = convolution.paddingAfter();
        dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
        try (NativeScope local = new NativeScope()) {
            check(
                    "convolution " + convolution.name(),
                    dnnl_convolution_forward_primitive_desc_create(
                            descriptor,
                            Engine.CPU,
                            dnnl_forward_inference,
                            dnnl_convolution_direct,
                            source,
                            weights,
                            bias,
                            destination,
                            new long[] {stride, stride},
                            new long[] {0, 0}, // no dilation
                            new long[] {before, before},
                            new long[] {after, after},
                            attributes(local, convolution)));
        }
        return scope.own(descriptor, OneDnn::destroy);
    }

    private static dnnl_primitive_attr attributes(NativeScope scope, Convolution convolution) {
        dnnl_post_ops operations = new dnnl_post_ops();
        check("post operations", dnnl_post_ops_create(operations));
        scope.own(operations, o -> check("post operations", dnnl_post_ops_destroy(o)));
        if (convolution.addsResidual()) {
            check("sum", dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef));
        }
        if (convolution.clipped()) {
            check("clip", dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_clip, 0, CLIP));
        }
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        check("attributes", dnnl_primitive_attr_create(attributes));
        scope.own(attributes, a -> check("attributes", dnnl_primitive_attr_destroy(a)));
        check("attributes", dnnl_primitive_attr_set_post_ops(attributes, operations));
        check("attributes", dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
        check("attributes", dnnl_primitive_attr_set_deterministic(attributes, 1)); // the same bits in every run
        return attributes;
    }

    /** A copy from one layout to another. */
    static dnnl_primitive_desc reorder(NativeScope scope, dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
        @Nullable dnnl_primitive_attr defaults = null;
        check("reorder", dnnl_reorder_primitive_desc_create(descriptor, from, Engine.CPU, to, Engine.CPU, defaults));
        return scope.own(descriptor, OneDnn::destroy);
    }

    private static void destroy(dnnl_primitive_desc descriptor) {
        check("primitive descriptor", dnnl_primitive_desc_destroy(descriptor));
    }

    /** The code for what is described; any number of threads may execute it at once. */
    static dnnl_primitive primitive(NativeScope scope, dnnl_primitive_desc descriptor) {
        dnnl_primitive primitive = new dnnl_primitive();
        check("primitive", dnnl_primitive_create(primitive, descriptor));
        return scope.own(primitive, p -> check("primitive", dnnl_primitive_destroy(p)));
    }

    /** The layout that a primitive has chosen; it belongs to the primitive's descriptor. */
    static dnnl_memory_desc chosen(dnnl_primitive_desc descriptor, int what) {
        return dnnl_primitive_desc_query_md(descriptor, what, 0);
    }

    /** Size of a tensor in bytes. */
    static long bytes(dnnl_memory_desc descriptor) {
        return dnnl_memory_desc_get_size(descriptor);
    }

    /** Arguments of an execution, by their {@code DNNL_ARG_} numbers. */
    static dnnl_exec_arg_t arguments(NativeScope scope, Map<Integer, dnnl_memory> memories) {
        dnnl_exec_arg_t arguments = scope.own(new dnnl_exec_arg_t(memories.size()), Pointer::deallocate);
        long index = 0;
        for (Map.Entry<Integer, dnnl_memory> memory : memories.entrySet()) {
            arguments.getPointer(index++).arg(memory.getKey()).memory(memory.getValue());
        }
        return arguments;
    }

    /** Executes, perhaps after this returns: {@link #await} tells when. */
    static void execute(dnnl_primitive primitive, dnnl_stream stream, dnnl_exec_arg_t arguments) {
        check("execution", dnnl_primitive_execute(primitive, stream, (int) arguments.capacity(), arguments));
    }

    /** Returns when everything on the stream has been executed. */
    static void await(dnnl_stream stream) {
        check("stream", dnnl_stream_wait(stream));
    }

    private static void check(String what, int status) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN rejected " + what + " with status " + status);
        }
    }
}
