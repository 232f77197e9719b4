import type {
  ActionPreview,
  ActionReportInput,
  Attribute,
  AttributeValue,
  BulkAction,
  CsvFile,
  DeviceFacets,
  DeviceQuery,
  DeviceSearch,
  DeviceSelection,
  DeviceView,
  ExportInput,
  FieldValues,
  ImportInput,
  ImportPreview,
  ImportResult,
  NewAttribute,
  NewView,
  Note,
  RenameInput,
  RenamePreview,
  RestoreInput,
  SetValuesInput,
} from '../../shared/contract/index.ts';
import type { Caller } from '../people/index.ts';

/** What lists of devices can do besides showing a page. */
export interface DeviceListServices {
  facets(search: DeviceSearch): DeviceFacets;
  values(field: string, search: DeviceSearch): FieldValues;
  ids(query: DeviceSearch & Pick<DeviceQuery, 'sort' | 'direction'>): { ids: string[]; truncated: boolean };
  export(input: ExportInput): Promise<CsvFile>;
  previewRename(input: RenameInput): RenamePreview;
  rename(input: RenameInput, actor: Caller): Promise<RenamePreview>;
  previewAction(devices: DeviceSelection, action: BulkAction): Promise<ActionPreview>;
  exportAction(input: ActionReportInput): Promise<CsvFile>;
}

/** What administrators add of their own. */
export interface OwnServices {
  views: {
    list(actor: Caller): DeviceView[];
    create(view: NewView, actor: Caller): Promise<DeviceView>;
    update(viewId: string, view: NewView, actor: Caller): Promise<DeviceView>;
    remove(viewId: string, actor: Caller): Promise<DeviceView>;
  };
  attributes: {
    list(): Attribute[];
    create(input: NewAttribute, actor: Caller): Promise<Attribute>;
    update(
      attributeId: string,
      changes: Partial<Pick<NewAttribute, 'name' | 'description' | 'choices'>>,
      actor: Caller,
    ): Promise<Attribute>;
    remove(attributeId: string, actor: Caller): Promise<Attribute>;
    ofDevice(deviceId: string): AttributeValue[];
    setValues(input: SetValuesInput, actor: Caller): Promise<{ changed: number }>;
    previewImport(input: ImportInput): ImportPreview;
    import(input: ImportInput, actor: Caller): Promise<ImportResult>;
    restore(input: RestoreInput, actor: Caller): Promise<{ changed: number }>;
  };
  notes: {
    list(deviceId: string): Note[];
    add(deviceId: string, text: string, actor: Caller): Promise<Note>;
    update(noteId: string, text: string, actor: Caller): Promise<Note>;
    remove(noteId: string, actor: Caller): Promise<Note>;
    restore(noteId: string, actor: Caller): Promise<Note>;
  };
}
