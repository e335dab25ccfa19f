package dev.captioner.math;

/** A build for CUDA found no usable GPU. The message gives the reason and what is required. */
public final class NoGpuException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoGpuException(String reason, Throwable cause) {
        super("this build computes on NVIDIA GPUs and finds none: " + reason, cause);
    }

    NoGpuException(String reason) {
        super("this build computes on NVIDIA GPUs and finds none: " + reason);
    }

    /** What the user can do. */
    public String remedy() {
        return "It takes NVIDIA's driver for CUDA 11.6 or later and the libraries of CUDA 11.6; a container has the libraries, and"
                + " takes a reserved GPU, as in docker-compose.yml. Without a GPU, take the build for CPUs.";
    }
}
