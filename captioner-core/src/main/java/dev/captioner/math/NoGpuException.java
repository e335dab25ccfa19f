package dev.captioner.math;

/** This is a build for CUDA, and there is no GPU that it can compute on. The message says why, and what it takes. */
public final class NoGpuException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoGpuException(String reason, Throwable cause) {
        super("this build computes on NVIDIA GPUs and finds none: " + reason, cause);
    }

    NoGpuException(String reason) {
        super("this build computes on NVIDIA GPUs and finds none: " + reason);
    }

    /** What whoever started it can do. */
    public String remedy() {
        return "It takes NVIDIA's driver for CUDA 11.6 or later and the libraries of CUDA 11.6; a container has the libraries, and"
                + " takes a reserved GPU, as in docker-compose.yml. Without a GPU, take the build for CPUs.";
    }
}
