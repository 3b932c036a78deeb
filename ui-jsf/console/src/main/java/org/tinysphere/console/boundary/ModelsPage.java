package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tinysphere.datahub.control.ModelsInUse;

/** Model packs of the fleet. */
@Named("models")
@RequestScoped
public class ModelsPage {
    @Inject
    private ModelsInUse models;
    private List<ModelsInUse.Line> used;

    public List<ModelsInUse.Line> used() {
        if (used == null) {
            used = models.list();
        }
        return used;
    }
}
