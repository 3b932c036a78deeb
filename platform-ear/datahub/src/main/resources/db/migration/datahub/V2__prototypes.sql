-- Object with the prototypes that the model has in use; absent if the device did not send them.
alter table device_model add column prototypes text;
