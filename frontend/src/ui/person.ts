/** The posts of the person who looks, so that their own work can be called "You". */
import { createContext } from "react";

export const OwnPosts = createContext<readonly string[]>([]);
