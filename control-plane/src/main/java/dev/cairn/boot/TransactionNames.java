package dev.cairn.boot;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.utils.UuidProcessId;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How transactions are named: by a random number, where the default takes the number of a port that it opens for that. */
@ApplicationScoped
final class TransactionNames {
    void choose(@Observes @Priority(1) StartupEvent event) {
        arjPropertyManager.getCoreEnvironmentBean().setProcessImplementationClassName(UuidProcessId.class.getName());
    }
}
