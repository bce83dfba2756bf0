package dev.cairn.platform;

import java.util.Map;
import java.util.Set;

/** The variables that children inherit from the environment: what such programs need, and no passwords. */
final class ChildEnvironment {
    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "VIRTUAL_ENV",
            "HF_HOME",
            "HF_HUB_CACHE",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "CC",
            "CXX",
            "TQDM_DISABLE",
            "HF_HUB_DISABLE_PROGRESS_BARS",
            "CAIRN_DEVICE");

    private static final Set<String> BEGINNINGS = Set.of(
            "LC_",
            "CUDA_",
            "NVIDIA_",
            "NCCL_",
            "OMP_",
            "MKL_",
            "KMP_",
            "OPENBLAS_",
            "PYTORCH_",
            "TORCH",
            "TRITON_",
            "TRANSFORMERS_",
            "VLLM_");

    /** Never inherited: each child gets a key of its own. */
    private static final String KEY = "VLLM_API_KEY";

    private ChildEnvironment() {}

    /** Removes all other variables. */
    static void keepAllowed(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !isAllowed(name));
    }

    static boolean isAllowed(String name) {
        return !name.equals(KEY) && (NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith));
    }
}
